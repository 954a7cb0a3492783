import { renderToStaticMarkup } from 'react-dom/server'
import { SignInFields } from '../session/SignInForm.tsx'
import { DemoStrip } from './DemoStrip.tsx'

/** Lays out what precedes it, fonts included, before the rest is parsed. The first frame is not one long task then. */
const LAYOUT = '<script>document.body.offsetHeight</script>'

const strip = renderToStaticMarkup(<DemoStrip docs={undefined}>{null}</DemoStrip>)

const form = renderToStaticMarkup(
  <>
    <header>
      <p className="brand">Latchkey</p>
    </header>
    <main className="sign-in shell">
      <h1>Sign in</h1>
      <fieldset disabled className="stack">
        <SignInFields />
      </fieldset>
    </main>
  </>,
)

/**
 * The page as HTML, for the time until its scripts have loaded: the frame and the sign-in form, which cannot be used yet. The
 * build writes it into index.html, and the first rendering replaces it.
 */
export const shell = strip + LAYOUT + form
