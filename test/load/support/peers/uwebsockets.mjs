// uWebSockets (C++), as Bun carries it: run by `bun`, everybody subscribed to one topic.
const server = globalThis.Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request, self) => (self.upgrade(request) ? undefined : new Response('', { status: 400 })),
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 0,
    open: (socket) => socket.subscribe('room'),
    message: (_, text) => server.publish('room', text),
  },
});
console.log(server.port);
