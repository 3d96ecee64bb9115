export const signIn = {
  title: 'Sign in as an organiser',
  login: 'Login',
  password: 'Password',
  next: 'Next',
  withPasskey: 'Use a passkey',
  passkeyNotUsed: 'No passkey was used. Try again, or use your password.',
  noAccount:
    'To watch or to write in the chat you need no account. Organisers get theirs by a link from the organisation.',
  codeTitle: 'One more step',
  code: 'Code',
  codeHint: 'Six digits from your authenticator app. If the phone is lost: one of your recovery codes.',
  enter: 'Sign in',
} as const;
