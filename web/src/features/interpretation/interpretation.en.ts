export const interpretation = {
  menu: 'Language you hear',
  floor: 'As it is spoken',
  silent: '{{language}}: the interpreter is silent. You hear the stage.',
  away: '{{language}}: no interpreter now. You hear the stage.',
} as const;
