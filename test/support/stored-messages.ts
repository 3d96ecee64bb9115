import type { MessageView } from '@sammelan/shared/chat/chat.dto.js';
import { eventually } from './eventually.js';
import type { TestClient } from './test-client.js';

/** The rally room's messages as whoever enters gets them, once one that is awaited is among them: an ack may be ahead of its frame. */
export const storedMessages = (
  client: TestClient,
  awaited: (message: MessageView) => boolean,
): Promise<MessageView[]> =>
  eventually(async () => {
    const { messages } = await client.send('chat:enter', { room: 'rally' });
    return messages.some(awaited) ? messages : null;
  }, 'the awaited message is in the room');
