import type { Hono } from 'hono';
import type { AppDependencies, AppEnv } from '../app-env.js';
import { MethodError } from '../error-reply.js';
import { dingtalkHook } from './dingtalk-hook.js';
import { wecomCheckHook, wecomHook } from './wecom-hook.js';

/**
 * Gives each bot that is set up its address. Hooks need no API key and do not count as questions of
 * their caller, which is the platform: their signature is their proof, and the desk limits each user.
 */
export function mountHooks(
  app: Hono<AppEnv>,
  { bots = {}, logger, now }: Pick<AppDependencies, 'bots' | 'logger' | 'now'>,
): void {
  const wecom = { 'wecom-bot': bots.wecomBot, 'wecom-app': bots.wecomApp } as const;
  for (const hook of ['wecom-bot', 'wecom-app'] as const) {
    const callback = wecom[hook];
    if (callback === undefined) continue;
    const path = `/hooks/${hook.replace('-', '/')}`;
    app.get(path, wecomCheckHook({ callback, hook, logger }));
    app.post(path, wecomHook({ callback, hook, logger }));
    app.all(path, onlyMethods(['GET', 'HEAD', 'POST']));
  }
  if (bots.dingtalk !== undefined) {
    const path = '/hooks/dingtalk/:key';
    app.post(path, dingtalkHook({ ...bots.dingtalk, now, logger }));
    app.all(path, onlyMethods(['POST']));
  }
}

function onlyMethods(methods: readonly string[]): () => never {
  return () => {
    throw new MethodError(methods);
  };
}
