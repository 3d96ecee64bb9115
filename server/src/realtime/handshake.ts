import { Injectable, Logger } from '@nestjs/common';
import type { Handshake } from '@sammelan/shared/access/access.contract.js';
import { AppError, type WireError } from '@sammelan/shared/contract/errors.js';
import { UnauthenticatedError } from '../access/access.errors.js';
import { CallersService } from '../access/callers.service.js';
import { NamesService } from '../names/names.service.js';
import { Admission } from './admission.js';
import type { AppSocket } from './socket.js';

/** What socket.io hands to the client as `connect_error`; `data` is the WireError. */
export class HandshakeError extends Error {
  constructor(readonly data: WireError) {
    super(data.code);
  }
}

/** Checks whoever connects, before there is a socket: token, rally, ban, region. Also on connection recovery. */
@Injectable()
export class HandshakeService {
  private readonly logger = new Logger(HandshakeService.name);

  constructor(
    private readonly callers: CallersService,
    private readonly admission: Admission,
    private readonly names: NamesService,
  ) {}

  /** socket.io middleware. */
  readonly middleware = (socket: AppSocket, next: (error?: Error) => void): void => {
    this.admit(socket).then(
      () => next(),
      (error: unknown) => next(new HandshakeError(this.toWire(error))),
    );
  };

  private async admit(socket: AppSocket): Promise<void> {
    const { token, rally: slug, region: regionCode } = readHandshake(socket.handshake.auth);
    const caller = await this.callers.fromToken(token);
    const { rally, region } = await this.admission.admit(caller, slug, regionCode ?? null);
    const name = this.names.shown(caller.name, caller.identityId);
    socket.data = { ...caller, name, rallyId: rally.id, organisationId: rally.organisationId, region };
    // The token has done its work: what is not kept cannot leak, and weighs nothing.
    socket.handshake.auth = {};
  }

  private toWire(error: unknown): WireError {
    if (error instanceof AppError) return error.toWire();
    this.logger.error({ err: error });
    return { code: 'unavailable', message: 'The server cannot take you in right now. Please try again.' };
  }
}

function readHandshake(auth: Record<string, unknown>): Handshake {
  const { token, rally, region } = auth;
  if (typeof token !== 'string' || typeof rally !== 'string') throw new UnauthenticatedError();
  return { token, rally, ...(typeof region === 'string' && region !== '' ? { region } : {}) };
}
