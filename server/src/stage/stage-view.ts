import type { LocalText } from '@sammelan/shared/contract/local-text.js';
import type { HandView, ProgrammeView, SeatView, Source, StageView } from '@sammelan/shared/stage/stage.dto.js';
import type { SpeakerTransport } from '../media/speaker-transport.js';
import type { Hand } from './hand.entity.js';
import type { Seat } from './seat.entity.js';
import type { Stage } from './stage.js';

type Speakers = (seatId: string) => SpeakerTransport | undefined;
type RegionName = (path: string) => LocalText;

/** Hands that the desk is shown; the longest up first. */
const handsShown = 100;
// mediasoup's score is 10 without loss; at half of it pictures freeze.
const weakScore = 6;

/**
 * Whether the seat's speaker is there. Their socket may break while their picture goes on, and the other way round: media
 * decides where there is any.
 */
function isConnected(stage: Stage, seat: Seat, speaker: SpeakerTransport | undefined): boolean {
  if (speaker && speaker.sources.length > 0) return !speaker.stalled;
  return stage.connections.has(seat.id);
}

function sourcesOf(speaker: SpeakerTransport | undefined): SeatView['sources'] {
  const entries = (speaker?.sources ?? []).map(({ role, paused }): [Source, { paused: boolean }] => [role, { paused }]);
  return Object.fromEntries(entries);
}

function networkOf(speaker: SpeakerTransport | undefined): SeatView['network'] {
  const playing = (speaker?.sources ?? []).filter((source) => !source.paused);
  if (!speaker || playing.length === 0) return 'unknown';
  return speaker.stalled || playing.some((source) => source.score < weakScore) ? 'weak' : 'good';
}

export function seatView(stage: Stage, seat: Seat, speakers: Speakers): SeatView {
  const speaker = speakers(seat.id);
  return {
    id: seat.id,
    identityId: seat.identityId,
    name: seat.name,
    state: stage.isOnAir(seat.id) ? 'on-air' : 'green-room',
    connected: isConnected(stage, seat, speaker),
    heldUntil: seat.heldUntil?.toISOString() ?? null,
    onAirSince: seat.onAirSince?.toISOString() ?? null,
    sources: sourcesOf(speaker),
    network: networkOf(speaker),
    cue: seat.cue,
  };
}

/** What is, or would be, sent out: before the rally is live its viewers see the slate. */
export function programmeView(stage: Stage, speakers: Speakers): ProgrammeView {
  const { layout, seatIds, since } = stage.programme;
  const seats = seatIds.flatMap((id) => stage.seats.get(id) ?? []);
  return {
    layout,
    since: since.toISOString(),
    seats: seats.map((seat) => ({
      id: seat.id,
      name: seat.name,
      connected: isConnected(stage, seat, speakers(seat.id)),
      sources: sourcesOf(speakers(seat.id)),
    })),
  };
}

export const slateView = (since: Date): ProgrammeView => ({ layout: 'slate', seats: [], since: since.toISOString() });

export const handView = (hand: Hand, regionName: RegionName): HandView => ({
  identityId: hand.identityId,
  name: hand.name,
  regionName: hand.regionPath === null ? null : regionName(hand.regionPath),
  raisedAt: hand.raisedAt.toISOString(),
});

export const stageView = (stage: Stage, speakers: Speakers, regionName: RegionName): StageView => ({
  programme: programmeView(stage, speakers),
  seats: [...stage.seats.values()].map((seat) => seatView(stage, seat, speakers)),
  hands: [...stage.hands.values()].slice(0, handsShown).map((hand) => handView(hand, regionName)),
});
