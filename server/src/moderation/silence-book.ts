import { Injectable } from '@nestjs/common';
import type { MutedUntil } from '@sammelan/shared/chat/chat.dto.js';
import type { SilencedView } from '@sammelan/shared/moderation/moderation.dto.js';

/** Somebody who is muted or banned in a rally, as the desk left it. */
export interface Silence {
  rallyId: string;
  identityId: string;
  name: string | null;
  /** Where they were from when a moderator acted. */
  regionPath: string | null;
  /** Devices that a ban holds for. */
  deviceIds: string[];
  /** Milliseconds since the epoch; Infinity: to the rally's end. Null where they are not muted. */
  mutedUntil: number | null;
  banned: boolean;
}

/** Who is silenced, in memory: asked for every message and every handshake. */
@Injectable()
export class SilenceBook {
  private readonly rallies = new Map<string, Map<string, Silence>>();
  private readonly bannedDevices = new Map<string, Set<string>>();

  set(silence: Silence): void {
    const people = this.rallies.get(silence.rallyId) ?? new Map<string, Silence>();
    this.rallies.set(silence.rallyId, people.set(silence.identityId, silence));
    const banned = [...people.values()].filter((one) => one.banned).flatMap(({ deviceIds }) => deviceIds);
    this.bannedDevices.set(silence.rallyId, new Set(banned));
  }

  of(rallyId: string, identityId: string): Silence | null {
    return this.rallies.get(rallyId)?.get(identityId) ?? null;
  }

  mutedUntil(rallyId: string, identityId: string, now: number): MutedUntil | null {
    const until = this.of(rallyId, identityId)?.mutedUntil ?? null;
    if (until === null || until <= now) return null;
    return until === Infinity ? 'rally' : new Date(until).toISOString();
  }

  isBanned(rallyId: string, identityId: string): boolean {
    return this.of(rallyId, identityId)?.banned ?? false;
  }

  isDeviceBanned(rallyId: string, deviceId: string): boolean {
    return this.bannedDevices.get(rallyId)?.has(deviceId) ?? false;
  }

  /** Those whom something holds for at `now`. */
  list(rallyId: string, now: number): Silence[] {
    const people = [...(this.rallies.get(rallyId)?.values() ?? [])];
    return people.filter(({ banned, mutedUntil }) => banned || (mutedUntil !== null && mutedUntil > now));
  }

  view({ rallyId, identityId, name, banned }: Silence, now: number): SilencedView {
    return { identityId, name, mutedUntil: this.mutedUntil(rallyId, identityId, now), banned };
  }
}
