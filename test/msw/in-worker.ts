/** Runs in a Web Worker of a page: a mock, and a sequence of requests to it. */
import { createMock, type MockOptions } from '../../mock/index.ts'
import { BASE } from './shop.ts'
import { transcript } from './transcript.ts'

addEventListener('message', async ({ data }: MessageEvent<MockOptions>) => {
  const mock = createMock(data)
  postMessage(await transcript(mock, mock.fetch, BASE))
})
