export const claim = {
  title: 'This Sammelan is yours',
  text: 'Two names, and you can hold your first rally. Both can be changed later.',
  organisationName: 'What is your organisation called?',
  organisationHint: 'Everyone sees it: on the pages, in links and invites.',
  organisationMissing: 'Write its name, 2 to 80 characters.',
  name: 'What is your name?',
  nameHint: 'You become the owner: you can do everything, and appoint others.',
  nameMissing: 'Write your name, 2 to 40 characters.',
  start: 'Start',
  browserHint:
    'This browser is your key. Make a login soon, under “Account”: with it you can come back from any browser.',
  noTokenTitle: 'This link is not complete',
  noTokenText: 'Open the whole link that the server printed when it started, from “http” to the last letter.',
  usedTitle: 'Somebody was here before',
  usedText: 'This deployment has its owner already. Ask them for an invite.',
} as const;
