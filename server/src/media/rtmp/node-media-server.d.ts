// The package has no types. Only what is used here: its reader of the protocol, and its writer of FLV tags.
declare module 'node-media-server/src/protocol/rtmp.js' {
  import type { AvPacket } from 'node-media-server/src/protocol/flv.js';

  interface Connect {
    app: unknown;
    name: unknown;
  }

  export default class Rtmp {
    onConnectCallback: (request: Connect) => void;
    onPlayCallback: () => void;
    onPushCallback: () => void;
    onPacketCallback: (packet: AvPacket) => void;
    onOutputCallback: (bytes: Buffer) => void;
    /** @returns what is wrong, or null */
    parserData(bytes: Buffer): string | null;

    // What lies beneath, as far as it is bounded by us.
    /** Chunk streams that were heard of, by number. */
    inPackets: Map<number, unknown>;
    inChunkSize: number;
    /** The message that is being read; `bytes` of it have come. */
    parserPacket: { header: { length: number }; bytes: number };
    /** After a chunk's header. */
    packetParse(): void;
    controlHandler(): void;
  }
}

declare module 'node-media-server/src/protocol/flv.js' {
  export interface AvPacket {
    /** FLV tag type: 8 sound, 9 picture, 18 data. */
    codec_type: number;
    /** Pictures: 7 is H.264. */
    codec_id: number;
    /** 0 sound's header, 1 sound, 2 picture's header, 3 key frame, 4 other frame, 5 data. */
    flags: number;
    pts: number;
    dts: number;
    size: number;
    data: Buffer;
  }

  export default class Flv {
    static createHeader(hasAudio: boolean, hasVideo: boolean): Buffer;
    static createMessage(packet: AvPacket): Buffer;
  }
}
