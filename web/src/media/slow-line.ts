/** What the browser knows of the line beforehand (Network Information API; Chrome has it). */
export const isSlowLine = (): boolean => {
  const { connection } = navigator as Navigator & { connection?: { effectiveType?: string } };
  return /2g/.test(connection?.effectiveType ?? '');
};
