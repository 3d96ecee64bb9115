// The bare peer: socket.io as its documentation sets it up; every message of anyone goes to one room.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http);
io.on('connection', (socket) => {
  socket.join('room');
  socket.on('chat', (message) => io.to('room').emit('chat', message));
});
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
process.on('disconnect', () => process.exit());
