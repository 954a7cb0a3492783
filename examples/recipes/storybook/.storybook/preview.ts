import { definePreview } from '@storybook/html-vite'
import msw from 'msw-storybook-addon'

export default definePreview({ addons: [msw()] })
