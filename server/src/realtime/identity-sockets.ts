import { Injectable } from '@nestjs/common';
import type { AppSocket } from './socket.js';

/**
 * Everybody's live sockets. Almost everybody has one, which is kept without a set around it: with ten thousand viewers a set
 * each, or a room of socket.io for each, weighs as much as a tenth of all that a viewer costs.
 */
@Injectable()
export class IdentitySockets {
  private readonly byIdentity = new Map<string, AppSocket | Set<AppSocket>>();

  add(socket: AppSocket): void {
    const { identityId } = socket.data;
    const others = this.byIdentity.get(identityId);
    if (others instanceof Set) others.add(socket);
    else this.byIdentity.set(identityId, others ? new Set([others, socket]) : socket);
  }

  delete(socket: AppSocket): void {
    const { identityId } = socket.data;
    const known = this.byIdentity.get(identityId);
    if (known instanceof Set) known.delete(socket);
    if (known === socket || (known instanceof Set && known.size === 0)) this.byIdentity.delete(identityId);
  }

  /** Of all rallies, in the order of coming. */
  of(identityId: string): AppSocket[] {
    const known = this.byIdentity.get(identityId);
    if (!known) return [];
    return known instanceof Set ? [...known] : [known];
  }

  inRally(rallyId: string, identityId: string): AppSocket[] {
    return this.of(identityId).filter((socket) => socket.data.rallyId === rallyId);
  }
}
