/** A worker thread that tries documents, so that one that hangs can be ended. */
import { parentPort } from 'node:worker_threads'
import { tryDocument } from './try-document.ts'

parentPort?.on('message', async (file: string) => {
  try {
    parentPort?.postMessage({ result: await tryDocument(file, () => parentPort?.postMessage('alive')) })
  } catch (error) {
    parentPort?.postMessage({ crash: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
