/** What a device signs to renew its session: bound to the renewal token and to a challenge that is used once. */
export const renewalMessage = (renewal: string, challenge: string): string =>
  `sammelan session renewal\n${renewal}\n${challenge}`;
