import { Injectable } from '@nestjs/common';
import type { SendVoiceDto } from '@sammelan/shared/interpretation/interpretation.dto.js';
import type { ConnectTransportDto, MediaJson, TransportView } from '@sammelan/shared/stage/stage.dto.js';
import type { RallyCaller } from '../access/caller.js';
import { CallersService } from '../access/callers.service.js';
import type { SpeakerTransport } from '../media/speaker-transport.js';
import { Broadcaster } from '../realtime/broadcaster.js';
import { asked, MediaPlane } from '../stage/media-plane.service.js';
import { MediaUnavailableError } from '../stage/stage.errors.js';
import { BoothsService } from './booths.service.js';

/** What interpreters send: a transport and one voice, each made only for the place of whoever asks. */
@Injectable()
export class InterpretersService {
  constructor(
    private readonly booths: BoothsService,
    private readonly media: MediaPlane,
    private readonly callers: CallersService,
    private readonly broadcaster: Broadcaster,
  ) {}

  /** A new sending transport for the caller's place; the one before is closed. */
  async open(caller: RallyCaller, connectionId: string): Promise<TransportView> {
    const { seatId } = this.place(caller, connectionId);
    const room = await this.media.open(caller.rallyId);
    const transport = await asked(() => room.openSpeaker(seatId, { aside: true }));
    const place = this.placeOrNone(caller, connectionId);
    // The place may have been taken away while the engine worked.
    if (place?.seatId !== seatId) {
      transport.close('removed');
      throw new MediaUnavailableError('the place is gone');
    }
    transport.on('closed', (reason) => {
      const comeBack = reason === 'worker-died' || reason === 'lost' || reason === 'timeout';
      if (comeBack && place.connectionId)
        this.broadcaster.toRoom(place.connectionId, 'interpretation:reset', undefined);
    });
    return transport.offer;
  }

  async connect(caller: RallyCaller, connectionId: string, dto: ConnectTransportDto): Promise<void> {
    const transport = this.transport(caller, connectionId, dto.transportId);
    await asked(() => transport.connect(dto.dtlsParameters as never));
  }

  async restartIce(caller: RallyCaller, connectionId: string, id: string): Promise<{ iceParameters: MediaJson }> {
    const transport = this.transport(caller, connectionId, id);
    return { iceParameters: await asked(() => transport.restartIce()) };
  }

  async produce(caller: RallyCaller, connectionId: string, dto: SendVoiceDto): Promise<{ producerId: string }> {
    const { muted } = this.place(caller, connectionId);
    const transport = this.transport(caller, connectionId, dto.transportId);
    const source = await asked(() => transport.produce('microphone', dto.rtpParameters as never, muted));
    return { producerId: source.id };
  }

  async mute(caller: RallyCaller, connectionId: string, muted: boolean): Promise<void> {
    const { seatId } = await this.booths.mute(caller.rallyId, connectionId, muted);
    const voice = this.media.find(caller.rallyId)?.speaker(seatId)?.sources[0];
    if (voice) await asked(() => voice.setPaused(muted));
  }

  /** Asked for every transport and voice, though the command was let through: grants change while commands run. */
  private place(caller: RallyCaller, connectionId: string) {
    this.callers.demand(caller, 'interpretation.speak', caller);
    return this.booths.own(caller.rallyId, connectionId)[1];
  }

  private placeOrNone(caller: RallyCaller, connectionId: string) {
    try {
      return this.place(caller, connectionId);
    } catch {
      return null;
    }
  }

  private transport(caller: RallyCaller, connectionId: string, transportId: string): SpeakerTransport {
    const { seatId } = this.place(caller, connectionId);
    const transport = this.media.find(caller.rallyId)?.speaker(seatId);
    if (transport?.id !== transportId) throw new MediaUnavailableError('the transport is gone');
    return transport;
  }
}
