export const deskKeys = {
  title: 'Keyboard shortcuts',
  text: 'They work anywhere on the desk while you are not writing.',
  next: 'Next message',
  previous: 'Message before',
  remove: 'Remove the message, or deny a held one',
  approve: 'Approve a held message',
  history: 'What its author has written',
  mute: 'Mute its author for 10 minutes',
  ban: 'Ban its author',
  pin: 'Pin it, or take its pin away',
  write: 'Write in the chat',
  help: 'This list',
} as const;
