import { showKeys } from './key-list.ts'
import { signIn } from './shop.ts'

const root = document.querySelector('main') as HTMLElement
await showKeys(root, await signIn('admin@north.example', 'password'))
