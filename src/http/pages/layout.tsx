import type { Child } from 'hono/jsx';

/** The frame of every page; everything it loads is served from here. */
export function Layout(properties: {
  readonly title: string;
  readonly className: string;
  readonly script?: string;
  readonly children: Child;
}) {
  const { title, className, script, children } = properties;
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/site.css" />
        {script === undefined ? null : <script src={script} defer />}
      </head>
      <body class={className}>{children}</body>
    </html>
  );
}

/** The bar at the top of a page, with the way home. */
export function TopBar(properties: { readonly children?: Child }) {
  return (
    <header class="top-bar">
      <a class="home" href="/">
        问策
      </a>
      {properties.children}
    </header>
  );
}
