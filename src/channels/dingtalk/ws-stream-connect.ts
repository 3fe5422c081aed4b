import { WebSocket } from 'ws';
import type { StreamConnect } from './stream-client.js';

/** No frame of the gateway comes near it. */
const MAX_FRAME_BYTES = 1024 * 1024;
const HANDSHAKE_LIMIT_MS = 10_000;

/** Connects with `ws`; the socket's errors, which may quote the address and its ticket, are shown by their code alone. */
export const connectStream: StreamConnect = (url, events) => {
  const socket = new WebSocket(url, {
    followRedirects: false,
    handshakeTimeout: HANDSHAKE_LIMIT_MS,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  let problem: string | null = null;
  socket.on('open', events.onOpen);
  socket.on('ping', events.onSignOfLife);
  socket.on('pong', events.onSignOfLife);
  socket.on('message', (data) => {
    events.onText(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  });
  // Without a listener an error would end the process; `close` follows each.
  socket.on('error', (error) => {
    problem = 'code' in error ? String(error.code) : error.name;
  });
  socket.on('close', (code) => events.onClose(problem ?? `code ${code}`));
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  return {
    send: (text) => {
      if (isOpen()) socket.send(text);
    },
    ping: () => {
      if (isOpen()) socket.ping();
    },
    close: () => socket.close(1000),
    terminate: () => socket.terminate(),
  };
};
