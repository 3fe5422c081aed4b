import { type AssetAddresses, Layout, TopBar } from './layout.js';

/** An error for a person in a browser. */
export function ErrorPage(properties: {
  readonly status: number;
  readonly message: string;
  readonly assets: AssetAddresses;
}) {
  const { status, message, assets } = properties;
  const heading = headings[status] ?? '没有办成';
  return (
    <Layout
      title={`${heading} · 问策`}
      description={message}
      className="error-page"
      assets={assets.page('src/widget/site.css')}
    >
      <TopBar />
      <main class="column">
        <h1>{heading}</h1>
        <p>{message}</p>
        {
          // Who has no access would only come back here.
          status === 401 ? null : (
            <p>
              <a href="/">回到提问</a>
            </p>
          )
        }
      </main>
    </Layout>
  );
}

const headings: Readonly<Record<number, string>> = {
  400: '请求有误',
  401: '请从入口进来',
  404: '没有找到',
  429: '请稍等',
  500: '服务出错',
  503: '正在准备',
};
