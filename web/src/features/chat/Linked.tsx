import { linkParts } from '@sammelan/shared/chat/chat.rules.js';

/** A text whose addresses can be followed; the page they lead to learns nothing of this one. */
export function Linked({ text }: { text: string }) {
  return linkParts(text).map(({ text: part, href }, index) =>
    href ? (
      <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
