export const join = {
  opening: 'Opening your invite…',
  failed: 'This invite could not be opened',
  phoneTitle: 'Is it you?',
  phoneWhy:
    'This invite is for the phone number that ends in {{digits}}. We send a code to it; then you are in. The number is shown to nobody.',
  phoneOther: 'That is another number. This invite is for the one that ends in {{digits}}.',
  phoneWatch: 'Only watch',
  watchInstead: 'Watch the rallies',
  'note-invite-expired': 'Your invite has expired. You can watch; ask the organiser for a new one.',
  'note-invite-revoked': 'Your invite was taken back. You can watch; ask the organiser for a new one.',
  'note-invite-used-up': 'Your invite has been used already. You can watch; ask the organiser for one of your own.',
  'note-invite-phone': 'This invite is for another phone. You can watch.',
} as const;
