/** The options of the commands that read a document. */
import { Option } from '@commander-js/extra-typings'
import { collect, parseList } from './option-values.ts'

export const overlayOption = () =>
  new Option('--overlay <file>', 'apply an OpenAPI Overlay to the document; repeatable').argParser(collect)

export const allowRefsOption = () =>
  new Option(
    '--allow-refs [urls]',
    'follow $refs that leave the folder of the document: all, or those that start with one of a comma-separated list',
  ).argParser(parseList)
