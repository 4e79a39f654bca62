// `/invitation`: what somebody sees who opens an invitation's link in a browser. It reads without scripts, so nothing on it ever sees the
// token, which is the fragment of its address.

export function invitationPage(): string {
  return PAGE
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>An invitation to Mooring</title><style>
:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;margin:0 auto;max-width:36rem;padding:3rem 1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 0.5rem}h2{font-size:1rem;margin:2rem 0 0.25rem}p{margin:0.25rem 0}ol{margin:0.5rem 0;padding-left:1.5rem}
li{margin:0.375rem 0}code{font:0.9em ui-monospace,monospace;padding:0.125rem 0.375rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:0.25rem}
.note{margin-top:2rem;padding-top:1rem;border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);font-size:0.875rem}
</style></head><body><main>
<h1>You are invited to an organization on Mooring</h1>
<p>The address of this page is your invitation. You accept it in Mooring.</p>
<ol>
<li>Copy the whole address of this page, with everything behind the <code>#</code>.</li>
<li>Open Mooring and choose <strong>Join an organization</strong>.</li>
<li>Paste the address. Sign in, or make an account if you have none here, and accept.</li>
</ol>
<h2>You do not have Mooring yet?</h2>
<p>Ask whoever invited you where your team gets it. With its source and Node 20 or newer, this starts it:</p>
<p><code>npm ci &amp;&amp; npm start</code></p>
<p>Then go on with the second step: Mooring needs no account to start.</p>
<p class="note">An invitation is for one person and ends by itself. Treat its address like a password: whoever has it first can join. If it
has ended, ask for a new one.</p>
</main></body></html>`
