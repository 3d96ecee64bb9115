import { randomUUID } from 'node:crypto';
import type { PayloadOf } from '@sammelan/shared/contract/contract.js';
import type { AppCommands, CommandName } from '@sammelan/shared/socket-events.js';

const id = randomUUID();
const title = { en: 'A title', hi: 'एक शीर्षक' };
const poll = {
  kind: 'multiple' as const,
  question: title,
  options: [title, title],
  maxChoices: 2,
  results: 'live' as const,
  changeable: true,
  seconds: 60,
};

/**
 * A right payload of every command, with every field that it may have. A command that is added without one does not
 * compile here.
 */
export const commandSamples: { [K in CommandName]: Required<PayloadOf<AppCommands[K]>> } = {
  'access:me': {},
  'attendance:now': {},
  'attendance:place': { regionCode: 'BR-GAYA' },
  'attendance:tree': { parentPath: '/BR/' },
  'chat:enter': { room: 'region', key: '/BR/BR-GAYA/', afterSeq: 3 },
  'chat:older': { room: 'region', key: '/BR/BR-GAYA/', beforeSeq: 3 },
  'chat:send': { room: 'region', key: '/BR/BR-GAYA/', clientId: id, text: 'Namaste' },
  'chat:configure': { slowSeconds: 0, paused: false, linksAllowed: false, audience: 'everyone' },
  'chat:rooms': {},
  'hand:raise': {},
  'hand:lower': {},
  'hand:invite': { identityId: id },
  'hand:dismiss': { identityId: id },
  'moderation:remove': { messageId: id },
  'moderation:mute': { identityId: id, length: 10 },
  'moderation:unmute': { identityId: id },
  'moderation:ban': { identityId: id, reason: 'Spam', removeMessages: true },
  'moderation:unban': { identityId: id },
  'moderation:pin': { messageId: id, key: '/BR/BR-GAYA/' },
  'moderation:list': {},
  'playback:open': { rtpCapabilities: {}, quality: 'auto', hls: true },
  'playback:start': { dtlsParameters: {} },
  'playback:resume': { consumerIds: [id] },
  'playback:prefer': { quality: 'auto', shownHeight: 360 },
  'playback:report': { loss: 0.01, rttMs: 80, freezes: 0, kbps: 900 },
  'playback:restart-ice': {},
  'playback:preview': { seatId: id, on: true },
  'playback:close': {},
  'poll:list': {},
  'poll:draft': poll,
  'poll:edit': { ...poll, pollId: id },
  'poll:discard': { pollId: id },
  'poll:open': { pollId: id },
  'poll:close': { pollId: id },
  'poll:vote': { pollId: id, choices: [0], clientId: id },
  'poll:regions': { pollId: id, parentPath: '/BR/' },
  'question:list': { regionPath: '/BR/' },
  'question:ask': { clientId: id, text: 'When is the road built?' },
  'question:withdraw': { questionId: id },
  'question:support': { questionId: id, support: true },
  'question:queue': { regionPath: '/BR/' },
  'question:approve': { questionId: id },
  'question:dismiss': { questionId: id },
  'question:merge': { questionId: id, intoId: randomUUID() },
  'question:answer': { questionId: id, text: 'In March' },
  'question:show': { questionId: id },
  'question:configure': { open: true },
  'rally:move': { to: 'live' },
  'rally:notice': { text: 'We begin soon' },
  'stage:watch': {},
  'stage:programme': {},
  'stage:sit': { name: 'Asha' },
  'stage:leave': {},
  'stage:open-transport': {},
  'stage:connect-transport': { transportId: id, dtlsParameters: {} },
  'stage:restart-ice': { transportId: id },
  'stage:produce': { transportId: id, source: 'camera', rtpParameters: {} },
  'stage:pause': { source: 'camera', paused: true },
  'stage:stop': { source: 'camera' },
  'stage:direct': { layout: 'single', seatIds: [id] },
  'stage:cue': { seatId: id, text: 'You are next' },
  'stage:unseat': { seatId: id },
};

/** A right body, or query, of every REST route that takes one, by method and path. */
export const routeSamples: Record<string, { body?: object; query?: Record<string, string> }> = {
  'POST /api/auth/session': { body: { deviceId: id, deviceKey: `B${'A'.repeat(86)}` } },
  'POST /api/auth/challenge': { body: {} },
  'POST /api/auth/renew': {
    body: { renewal: 'A'.repeat(300), token: 'A'.repeat(300), challenge: 'A'.repeat(200), signature: 'A'.repeat(86) },
  },
  'POST /api/phone/code': { body: { phone: '98765 43210', language: 'hi' } },
  'POST /api/phone/confirm': { body: { requestId: id, code: '123456' } },
  'POST /api/auth/name': { body: { name: 'Asha' } },
  'POST /api/auth/claim': { body: { token: 'A'.repeat(43), organisationName: 'Kisan Union', name: 'Asha' } },
  'POST /api/auth/redeem': { body: { token: 'A'.repeat(200), name: 'Asha' } },
  'PATCH /api/organisation': { body: { name: 'Kisan Union', accent: '#0b6e69', levels: [title] } },
  'POST /api/rallies': {
    body: {
      title,
      description: title,
      slug: 'a-rally',
      startsAt: '2031-01-26T10:00:00Z',
      timeZone: 'Asia/Kolkata',
      regionPath: '/BR/',
      chatAudience: 'everyone',
    },
  },
  'PATCH /api/rallies/:rallyId': {
    body: {
      title,
      description: title,
      slug: 'a-rally',
      startsAt: '2031-01-26T10:00:00Z',
      timeZone: 'Asia/Kolkata',
      regionPath: '/BR/',
      chatAudience: 'everyone',
      figuresReleased: true,
    },
  },
  'POST /api/rallies/:rallyId/state': { body: { to: 'live' } },
  'POST /api/rallies/:rallyId/invites': {
    body: { role: 'speaker', label: 'Convenors', quota: 2, expiresAt: '2031-01-26T10:00:00Z', regionPath: '/BR/' },
  },
  'POST /api/rallies/:rallyId/grants': {
    body: { identityId: id, role: 'moderator', regionPath: '/BR/', expiresAt: '2031-01-26T10:00:00Z' },
  },
  'POST /api/grants': {
    body: { identityId: id, role: 'moderator', regionPath: '/BR/', expiresAt: '2031-01-26T10:00:00Z' },
  },
  'PATCH /api/rallies/:rallyId/grants/:grantId': { body: { expiresAt: '2031-01-26T10:00:00Z' } },
  'PATCH /api/grants/:grantId': { body: { expiresAt: '2031-01-26T10:00:00Z' } },
  'GET /api/grants': { query: { search: 'gaya', role: 'moderator', regionPath: '/BR/', before: id } },
  'POST /api/invites': {
    body: { role: 'speaker', label: 'Convenors', quota: 2, expiresAt: '2031-01-26T10:00:00Z', regionPath: '/BR/' },
  },
  'POST /api/regions/import': {
    query: { mapping: '{"levels":[{"level":0,"codeColumn":"code","nameColumn":"name"}]}' },
  },
  'GET /api/regions': { query: { parent: 'BR', search: 'gaya', language: 'hi' } },
  'GET /api/regions/public': { query: { parent: 'BR', search: 'gaya', language: 'hi' } },
  'GET /api/audit': { query: { before: '10' } },
  'GET /api/audit/search': {
    query: {
      before: '10',
      actor: 'Organiser',
      action: 'moderation',
      subject: 'gaya',
      from: '2026-01-26T10:00:00Z',
      to: '2031-01-26T10:00:00Z',
    },
  },
  'GET /api/rallies/:rallyId/audit': { query: { before: '10' } },
  'GET /api/rallies/:rallyId/attendance/series': { query: { path: '/BR/' } },
};
