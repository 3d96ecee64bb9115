export const hands = {
  raise: 'Raise hand',
  lower: 'Lower hand',
  up: 'Your hand is up. The producer sees it.',
  invited: 'You are asked on stage',
  invitedText: 'Check your camera and microphone first; nobody sees you before you go on air.',
  go: 'Go to the stage',
  decline: 'Not now',
} as const;
