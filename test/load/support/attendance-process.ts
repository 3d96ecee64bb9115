// A process of its own that runs the product with real sockets, while people come and go as fast as it is told.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AttendancePushes } from '@sammelan/server/attendance/attendance-pushes.service.js';
import { AttendanceService } from '@sammelan/server/attendance/attendance.service.js';
import { LiveAttendances } from '@sammelan/server/attendance/live-attendances.service.js';
import { readConfig } from '@sammelan/server/config/config.js';
import { RalliesService } from '@sammelan/server/rallies/rallies.service.js';
import { Broadcaster } from '@sammelan/server/realtime/broadcaster.js';
import { Connections } from '@sammelan/server/realtime/connections.js';
import { rooms } from '@sammelan/server/realtime/rooms.js';
import { RegionsService } from '@sammelan/server/regions/regions.service.js';
import { startServer } from '@sammelan/server/server.js';
import type { AttendanceOrder, AttendanceReply } from './attendance-messages.js';
import { cpuMicros } from './process-figures.js';

/** How often the next few people come. */
const turnMs = 10;

const server = await startServer(readConfig(process.env));
const { app } = server;
const rally = await app.get(RalliesService).getBySlug('bihar-mahasammelan');
const live = await app.get(LiveAttendances).get(rally.id);
const regions = app.get(RegionsService);
const blocks = regions.childrenOf('/BR/').flatMap(({ path }) => regions.childrenOf(path));
let used = blocks.slice(0, 1);

let pushes = 0;
const { tree } = live.rally;
const takeChanged = tree.takeChanged.bind(tree);
// Each push begins with it.
tree.takeChanged = () => {
  const changed = takeChanged();
  if (changed.includes(tree.root)) pushes += 1;
  return changed;
};

async function spread(count: number): Promise<number> {
  used = blocks.slice(0, count);
  if (used.length < count) throw new Error(`there are ${blocks.length} regions only`);
  const sockets = app.get(Connections).in(rooms.rally(rally.id));
  const attendance = app.get(AttendanceService);
  for (const [index, socket] of sockets.entries()) {
    await attendance.place(socket.data, used[index % used.length]!.code);
  }
  await sleep(2500);
  return sockets.length;
}

/** What a socket's coming and going does to the attendance, without the cost of the socket. */
async function churn(perSecond: number, seconds: number): Promise<number> {
  const present: string[] = [];
  const attendance = app.get(AttendancePushes);
  const before = cpuMicros(process.pid);
  const startedAt = performance.now();
  for (let come = 0; performance.now() - startedAt < seconds * 1000;) {
    const due = ((performance.now() - startedAt) / 1000) * perSecond;
    for (; come < due; come += 1) {
      const identityId = randomUUID();
      const { code, path } = used[come % used.length]!;
      live.rally.enter(identityId, { code, path }, performance.now());
      present.push(identityId);
      const gone = present.length > perSecond ? present.shift() : undefined;
      if (gone) live.rally.leave(gone, performance.now());
      attendance.request(live);
    }
    await sleep(turnMs);
  }
  const cpu = cpuMicros(process.pid) - before;
  for (const identityId of present) live.rally.leave(identityId, performance.now());
  attendance.request(live);
  await sleep(2500);
  return cpu;
}

async function broadcast(joins: number): Promise<number> {
  const broadcaster = app.get(Broadcaster);
  const before = cpuMicros(process.pid);
  for (let join = 0; join < joins; join += 1) {
    broadcaster.toRally(rally.id, 'attendance:counted', { now: join, peak: join, total: join, region: null });
    // The clients read on the same machine.
    await sleep(500);
  }
  return (cpuMicros(process.pid) - before) / joins;
}

const follow = (message: AttendanceOrder): Promise<number> => {
  if (message.order === 'spread') return spread(message.regions);
  if (message.order === 'pushes') return Promise.resolve(pushes);
  if (message.order === 'churn') return churn(message.perSecond, message.seconds);
  return broadcast(message.joins);
};

const reply = (message: AttendanceReply): void => void process.send?.(message);

process.on('message', (message: AttendanceOrder) => {
  follow(message).then(
    (answer) => reply({ answer }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('SIGTERM', () => void server.stop().finally(() => process.exit(0)));
reply({ ready: { port: Number(new URL(server.url).port) } });
