import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import type { StageSource } from './stage-source.js';

export interface AudioLevel {
  seatId: string;
  /** dBov from -127 (silence) to 0. */
  volume: number;
}

export interface LevelMeterEvents {
  /** Who is heard in the last interval, loudest first; empty once when all fall silent. */
  levels: [AudioLevel[]];
  /** The seat that holds the floor changed. */
  dominant: [string];
}

// At most two reports a second: enough for a moving meter, little enough for a phone.
const intervalMs = 500;
const maxSeats = 8;
// Room noise of a laptop microphone lies near -60.
const thresholdDbov = -60;

/** Audio levels and the active speaker of one stage router, from mediasoup's observers. */
export class LevelMeter extends EventEmitter<LevelMeterEvents> {
  private constructor(
    private readonly volumes: types.AudioLevelObserver,
    private readonly speaker: types.ActiveSpeakerObserver,
  ) {
    super();
    const seatOf = (producer: types.Producer) => String(producer.appData.seatId);
    volumes.on('volumes', (entries) =>
      this.emit(
        'levels',
        entries.map(({ producer, volume }) => ({ seatId: seatOf(producer), volume })),
      ),
    );
    volumes.on('silence', () => this.emit('levels', []));
    speaker.on('dominantspeaker', ({ producer }) => this.emit('dominant', seatOf(producer)));
  }

  static async create(router: types.Router): Promise<LevelMeter> {
    const [volumes, speaker] = await Promise.all([
      router.createAudioLevelObserver({ maxEntries: maxSeats, threshold: thresholdDbov, interval: intervalMs }),
      router.createActiveSpeakerObserver({ interval: intervalMs }),
    ]);
    return new LevelMeter(volumes, speaker);
  }

  async add(source: StageSource): Promise<void> {
    if (source.kind !== 'audio') return;
    const observers = source.aside ? [this.volumes] : [this.volumes, this.speaker];
    // A producer that closed meanwhile has left the observers by itself.
    await Promise.allSettled(observers.map((observer) => observer.addProducer({ producerId: source.id })));
  }

  /** It is in reserve now, or gone. */
  async remove(source: StageSource): Promise<void> {
    if (source.kind !== 'audio' || source.closed) return;
    const observers = [this.volumes, this.speaker];
    await Promise.allSettled(observers.map((observer) => observer.removeProducer({ producerId: source.id })));
  }
}
