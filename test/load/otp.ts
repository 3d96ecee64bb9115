// npm run otp: 10,000 requests for codes for 50 numbers from 1,250 devices, as fast as they are answered, and guesses at codes
// (OTP_GUESSES, 100,000 unless told) many at once. Ends with 1 where a number got more than its three in ten minutes or its eight
// a day, or where a code was tried more often than five times. Some minutes; loopback only.
import { randomUUID } from 'node:crypto';
import { CodesService } from '@sammelan/server/phones/codes.service.js';
import type { CodeSentView } from '@sammelan/shared/phones/phones.dto.js';
import { SmsGatewayServer } from '../support/sms-gateway.js';
import { TestServer } from '../support/test-server.js';

const sends = 10_000;
const numbers = 50;
const perDevice = 8;
const guesses = Number(process.env['OTP_GUESSES'] ?? 100_000);
const guessedCodes = 20;
const lanes = 64;

async function abreast(count: number, work: (nth: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const gateway = await SmsGatewayServer.start();
const server = await TestServer.start({ ...gateway.env, SMS_DAILY_LIMIT: '1000000', LOG_LEVEL: 'fatal' });
let broken = 0;
try {
  const codes = server.get(CodesService);
  const phone = (nth: number): string => `+9198${10_000_000 + nth}`;
  const outcomes = new Map<string, number>();
  const note = (outcome: string): void => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const devices = Array.from({ length: sends / perDevice }, () => ({
    identityId: randomUUID(),
    deviceId: randomUUID(),
  }));
  const caller = (nth: number) => ({ ...devices[nth % devices.length]!, sessionId: null, name: null, grants: [] });
  const most = (): number => {
    const counts = new Map<string, number>();
    for (const { body } of gateway.taken) {
      const { to } = JSON.parse(body) as { to: string };
      counts.set(to, (counts.get(to) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values());
  };
  for (const limit of [3, 6, 8, 8]) {
    await abreast(sends / 4, (nth) =>
      codes.send(caller(nth), { phone: phone(nth % numbers), language: 'en' }).then(
        () => note('sent'),
        (error: { code?: string }) => note(error.code ?? 'error'),
      ),
    );
    if (most() > limit) broken += 1;
    console.log(
      `after ${[...outcomes.values()].reduce((a, b) => a + b)} requests: at most ${most()} to a number (${limit} allowed)`,
    );
    await server.sql("update phone_codes set sent_at = sent_at - interval '11 minutes'");
  }
  console.log(`requests: ${JSON.stringify(Object.fromEntries(outcomes))}`);

  const targets: { request: CodeSentView; who: ReturnType<typeof caller>; code: string }[] = [];
  for (let nth = 0; nth < guessedCodes; nth += 1) {
    const who = { identityId: randomUUID(), deviceId: randomUUID(), sessionId: null, name: null, grants: [] };
    const request = await codes.send(who, { phone: phone(1000 + nth), language: 'en' });
    targets.push({ request, who, code: gateway.codeFor(phone(1000 + nth)) });
  }
  let compared = 0;
  let right = 0;
  await abreast(guesses, async (nth) => {
    const { request, who, code } = targets[nth % targets.length]!;
    const guess = String((Number(code) + 1 + Math.floor(nth / targets.length)) % 1_000_000).padStart(6, '0');
    await codes.confirm(who, { requestId: request.requestId, code: guess }).then(
      () => (right += 1),
      (error: { code?: string }) => (compared += error.code === 'code-wrong' ? 1 : 0),
    );
  });
  // The fifth wrong one is told that the code is over.
  const extra = compared - guessedCodes * 4;
  const tries = await server.sql<{ most: number }>('select max(tries)::int as most from phone_codes');
  console.log(
    `${guesses} guesses at ${guessedCodes} codes: ${right} right, at most ${tries[0]?.most} tries of a code, ${Math.max(0, extra)} too many`,
  );
  if (right > 0 || extra > 0 || (tries[0]?.most ?? 99) > 5) broken += 1;
  process.exitCode = broken === 0 ? 0 : 1;
} finally {
  await server.stop();
  await gateway.stop();
}
process.exit();
