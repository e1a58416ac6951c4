import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/domain/analysis/redact.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const tokens: readonly (readonly [string, string])[] = [
  ['GitHub', `ghp_${'a1B2'.repeat(9)}`],
  ['GitHub, fine-grained', `github_pat_${'11ABCDEFG0'.repeat(3)}`],
  ['GitLab', `glpat-${'x9Yz-'.repeat(4)}`],
  ['Slack bot', ['xoxb', '2345678901', '3456789012', 'AbCdEfGhIjKl'].join('-')],
  ['Slack refresh', ['xoxe.xoxp', '1', 'Mi0yLTI0NTQ4'].join('-')],
  ['Slack app', ['xapp', '1', 'A01', '123', 'abcdef'].join('-')],
  ['OpenAI', `sk-proj-${'Ab3_'.repeat(10)}`],
  ['Anthropic', `sk-ant-api03-${'Qw9-'.repeat(10)}`],
  ['Stripe', `sk_live_${'4eC39HqLyjWD'.repeat(2)}`],
  ['Google key', `AIza${'SyA1b2C3d4E5'.repeat(3)}`],
  ['Google secret', `GOCSPX-${'a1B2c3D4e5'.repeat(3)}`],
  ['AWS', ['AKIA', 'IOSFODNN7EXAMPLE'].join('')],
  ['Atlassian', `ATATT3${'xFfGF0abc-_='.repeat(4)}`],
  ['npm', `npm_${'a1B2c3D4e5F6'.repeat(3)}`],
  ['PyPI', `pypi-${'AgEIcHlwaS5vcmc'.repeat(4)}`],
  ['Vault', `hvs.${'CAESIJ9a8b7c'.repeat(3)}`],
  ['SendGrid', ['SG', 'a1B2c3D4e5F6g7H8', 'i9J0k1L2m3N4o5P6'].join('.')],
  ['JWT', ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'dBjftJeZ4CVPmB92K27u'].join('.')],
  ['Slack webhook', `https://hooks.slack.com/services/T000/B000/${'X'.repeat(24)}`],
];

describe('redact: secrets by their shape', () => {
  it.each(tokens)('takes a token of %s out, wherever it stands', (_, token) => {
    for (const text of [
      token,
      `token ${token}.`,
      `{"t":"${token}"}`,
      `x=${token}&y=1`,
      `(${token})`,
      `\\"${token}\\"`,
    ]) {
      expect(redact(text)).not.toContain(token);
      expect(redact(text)).toContain('removed]');
    }
  });

  it('takes the secret that follows an AWS key along', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    expect(redact(`AKIAIOSFODNN7EXAMPLE / ${secret} rejected`)).toBe('[aws key removed] rejected');
  });

  it.each(['RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED ', ''])(
    'removes a %sprivate key, also one that is cut off',
    (type) => {
      const begin = `-----BEGIN ${type}PRIVATE KEY-----`;
      const body = `\nMIIEowIBAAKCAQEA75\nxyz==\n`;
      expect(redact(`a ${begin}${body}-----END ${type}PRIVATE KEY----- b`)).toBe('a [private key removed] b');
      expect(redact(`a ${begin}${body.replaceAll('\n', '\\n')}`)).toBe('a [private key removed]');
    },
  );

  it('removes a PGP key block', () => {
    const key = '-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQOYBF\n-----END PGP PRIVATE KEY BLOCK-----';
    expect(redact(`${key} rest`)).toBe('[private key removed] rest');
  });
});

describe('redact: secrets by their name', () => {
  it.each([
    ['password=hunter22', 'hunter22'],
    ['password: hunter22', 'hunter22'],
    ['Password => "hunter22"', 'hunter22'],
    ['{"password":"hun ter\\"22","a":1}', 'ter'],
    ['{"msg":"{\\"password\\":\\"hunter22\\",\\"b\\":1}"}', 'hunter22'],
    ['{\\\\\\"api_key\\\\\\":\\\\\\"hunter22\\\\\\"}', 'hunter22'],
    ['password="cut off here', 'cut'],
    ["db_password: 's3cr:t with blanks'", 'blanks'],
    ['user=[bob] password=[hunter22]', 'hunter22'],
    ['DB_PASSWORD=Tr0ub4dor&3', 'dor&3'],
    ['Server=db;User Id=sa;Password=Pa;Encrypt=true', 'Pa;'],
    ['SECRET_KEY_BASE=abcdef', 'abcdef'],
    ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG', 'wJalr'],
    ['AccountKey=abc+/def==;EndpointSuffix=core', 'abc+'],
    ['passphrase: correct-horse', 'correct'],
    ['X-Api-Key: 12ab34cd', '12ab34cd'],
    ['clientSecret=abc123', 'abc123'],
    ['"refreshToken": "r-1"', 'r-1'],
    ['csrf_token=zzz', 'zzz'],
    ['JSESSIONID=A1B2C3', 'A1B2C3'],
    ['token=abc12345', 'abc12345'],
    ['cvv: 123', '123'],
    ['mysql --password hunter22 -h db', 'hunter22'],
    ['deploy --auth-token a1b2c3', 'a1b2c3'],
    ['<wsse:Password>hunter22</wsse:Password>', 'hunter22'],
    ['https://x.example/cb?password=abc&user=bob', '=abc'],
    ['password%3Dhunter22', 'hunter22'],
  ])('%s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[secret removed]');
  });

  it('leaves what stands around them', () => {
    expect(redact('{"user":"bob","password":"x1","port":5432}')).toBe(
      '{"user":"bob","password":"[secret removed]","port":5432}',
    );
    expect(redact('connect(user=bob, password=x1) failed')).toBe('connect(user=bob, password=[secret removed]) failed');
    expect(redact('/cb?password=abc&user=bob')).toBe('/cb?password=[secret removed]&user=bob');
  });
});

describe('redact: headers, addresses, people', () => {
  it.each([
    ['Authorization: Bearer abcdef1234567', 'Authorization: Bearer [token removed]'],
    ['"authorization":"Basic dXNlcjpwYXNz"', '"authorization":"Basic [token removed]"'],
    ['curl -H "Proxy-Authorization: Token 9f8e7d6c"', 'curl -H "Proxy-Authorization: Token [token removed]"'],
    ['sent Basic dXNlcjpwYXNzMQ==', 'sent Basic [token removed]'],
    ['Digest username="bob", response="6629fae4"', 'Digest [token removed]'],
    ['Cookie: sid=abc; theme=dark', 'Cookie: [cookie removed]'],
    ['"set-cookie":"SESSION=zz; Path=/"', '"set-cookie":"[cookie removed]"'],
    ['postgres://app:p@ss/w#rd@db.internal:5432/x', 'postgres://app:[password removed]@db.internal:5432/x'],
    ['redis://:sekret@cache:6379/0', 'redis://:[password removed]@cache:6379/0'],
    ['mongodb+srv://u:p%40ss@c.example/x', 'mongodb+srv://u:[password removed]@c.example/x'],
    ['GET /o?X-Amz-Signature=fe5f80f77d5f&x=1', 'GET /o?X-Amz-Signature=[token removed]&x=1'],
    ['mail to jane.o’hara+x@mail.acme-corp.example now', 'mail to jane.o’[e-mail removed] now'],
    ['иван@почта.рф, émile@exemple.fr', '[e-mail removed], [e-mail removed]'],
    ['?user=jane%40acme.example&x=1', '?user=[e-mail removed]&x=1'],
    ['card 4111 1111 1111 1111.', 'card [card number removed].'],
    ['pan=5555-5555-5555-4444;', 'pan=[card number removed];'],
    ['378282246310005 and 2223003122003222', '[card number removed] and [card number removed]'],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });
});

describe('redact: what engineers need stays', () => {
  it.each([
    'request 550e8400-e29b-41d4-a716-446655440000 failed',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'image registry:5000/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'image https://registry:5000/app@sha256:9f86',
    '\tat io.acme.AuthTokenFilter.doFilter(AuthTokenFilter.java:47) ~[app.jar:na]',
    'File "/srv/app/password_reset.py", line 4, in send_token',
    'pnpm lodash@4.17.21.tgz and com.acme.Foo@1a2b3c4d',
    'SyntaxError: Unexpected token: } in JSON at position 12',
    'password must have 8 characters; token expired; secret not found',
    'bearer authentication failed, basic authentication is off',
    'Authorization: denied for user',
    '"password": null, has_password=true secret=<*> "token":"<*>"',
    'max_tokens=4096 token_type=bearer cache_key=user:123456789',
    'epoch 1773304200000 micros 1773304200000000 at 20260312083015123',
    'order 4111111111111112 (no card: its check digit is wrong)',
    'ratio 0.4111111111111111 id a4111111111111111',
    'http://localhost:8080/health?x=1@y',
    'GET /login?code=404&key=abc 200',
    '10.0.0.1 - - [12/Mar/2026:08:30:15 +0000] "POST /pay HTTP/1.1" 502 157',
    'job task-force sk-learn-pipeline-of-great-length',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('changes nothing the second time', () => {
    const parts = fc.constantFrom(
      ...tokens.map(([, token]) => ` ${token} `),
      ...[
        'password=',
        '"',
        '\\"',
        ' ',
        ': ',
        'Cookie: a=b',
        'Bearer abc12345',
        '://u:p@h',
        'a@b.example',
        'token=',
        '[',
      ],
      ...['4111111111111111', 'secret', '=', 'x1y2z3w4', '\n', ']', '&a=', ';', "'", '-----BEGIN PRIVATE KEY-----'],
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const once = redact(pieces.join(''));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds a named secret in whatever surrounds it', () => {
    const word = fc.stringMatching(/^[a-z ]{0,12}$/);
    const secret = fc.stringMatching(/^[A-Za-z0-9]{12}$/);
    fc.assert(
      fc.property(word, secret, word, (before, value, after) => {
        expect(redact(`${before} api_key="${value}" ${after}`)).not.toContain(value);
      }),
    );
  });
});

describe('redact: time', () => {
  const MEGABYTE = 1_000_000;
  /** Quadratic expressions take minutes for these; the limit is far above what a busy machine needs. */
  it.each([
    ...['-eyJaaaaaaa', 'a.', 'a-', 'a@', 'a@a.', 'a%40', '://', '://a:', 'sk-', 'sk-a-', 'SG.aaaaaaaaaaaaaaaaaaaa'],
    ...['password', 'password=', 'password="', 'password=\\"', 'password: [', 'token="a', 'cookie: a=', 'bearer '],
    ...['authorization: ', '-----BEGIN ', '-----BEGIN PRIVATE KEY-----', '--a-', '4111 ', '4', '\\', '"', '<password>'],
    ...['a', ' ', '\n', '?key=', 'basic A', 'Digest username=', 'secret=&', '\u0434@', '12345678:AA', '[a]('],
  ])('is linear for a megabyte of %j', (piece) => {
    const text = piece.repeat(Math.ceil(MEGABYTE / piece.length));
    const startedAt = performance.now();
    redact(text);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });
});
