// `/device`: where a device sends its person. It takes no code, by form or by address: a link from somebody else must never be one click away
// from signing their device in (RFC 8628, 5.4).

export function devicePage(): string {
  return PAGE
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>Sign in a device</title><style>
:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;margin:0 auto;max-width:36rem;padding:3rem 1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 0.5rem}p{margin:0.25rem 0}ol{margin:0.5rem 0;padding-left:1.5rem}li{margin:0.375rem 0}
.note{margin-top:2rem;padding-top:1rem;border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);font-size:0.875rem}
</style></head><body><main>
<h1>Sign in a device</h1>
<p>The device shows a code of eight characters. You approve it in Mooring, where you are signed in already.</p>
<ol>
<li>In Mooring, open <strong>Settings</strong>, then <strong>Account</strong>, and there <strong>Let a device in</strong>.</li>
<li>Type the code that the device shows.</li>
<li>Look at what asks, and approve it.</li>
</ol>
<p class="note">Approve only what you started yourself a moment ago. If somebody sent you a code, or asked you to type one, refuse it: it would
sign them in as you.</p>
</main></body></html>`
