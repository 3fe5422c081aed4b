import type { Child } from 'hono/jsx';
import { plainTitle } from '../../channels/reader/quoted-words.js';
import type { PageAssets, WidgetAssets } from '../widget-assets.js';

/** Where pages learn the addresses of their scripts and styles. */
export type AssetAddresses = Pick<WidgetAssets, 'page'>;

/** The frame of every page; everything it loads is served from here. */
export function Layout(properties: {
  readonly title: string;
  readonly description: string;
  readonly className: string;
  readonly assets: PageAssets;
  /** More for the head. */
  readonly head?: Child;
  readonly children: Child;
}) {
  const { title, description, className, assets, head, children } = properties;
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{plainTitle(title)}</title>
        <meta name="description" content={plainTitle(description)} />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1c1c1e" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        {assets.styles.map((address) => (
          <link rel="stylesheet" href={address} />
        ))}
        {assets.preloads.map((address) => (
          <link rel="modulepreload" href={address} />
        ))}
        {assets.scripts.map((address) => (
          <script type="module" src={address} />
        ))}
        {head}
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
