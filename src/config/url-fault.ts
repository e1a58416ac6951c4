/** What is wrong with a base URL; null when it can be used. Credentials would travel readably over plain http. */
export const urlFault = (text: string): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return 'allowed: an https address, such as https://acme.atlassian.net (plain http for loopback only)';
  }
  if (url.username !== '' || url.password !== '') {
    return 'it holds a user name or password; allowed: an address without, with the credentials in their own fields';
  }
  if (url.search !== '' || url.hash !== '') return 'allowed: an address without ? and #';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'plain http would send credentials readably; allowed: https, and http for loopback (127.0.0.1, [::1], localhost) only';
  }
  return null;
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
