import { describe, expect, it } from 'vitest';
import { readException } from '../../../../src/domain/logs/reading/read-exception.ts';

describe('readException', () => {
  it('reads Java with its causes, the root cause’s own frames first', () => {
    const trace = [
      'java.lang.IllegalStateException: outer',
      '\tat net.example.rail.Yard.lambda$move$3(Yard.java:41)',
      '\tat org.springframework.web.Handler.invoke(Handler.java:9)',
      '\tat net.example.rail.Dispatcher$$EnhancerBySpringCGLIB$$1a2b.run(<generated>)',
      'Caused by: java.net.SocketTimeoutException: Read timed out',
      '\tat java.base/java.net.SocketInputStream.read(SocketInputStream.java:3)',
      '\tat net.example.rail.SignalClient.ask(SignalClient.java:88)',
      '\t... 23 more',
    ].join('\n');
    expect(readException(trace)).toEqual({
      types: ['java.lang.IllegalStateException', 'java.net.SocketTimeoutException'],
      frames: [
        'net.example.rail.SignalClient.ask (SignalClient.java)',
        'net.example.rail.Yard.lambda$move (Yard.java)',
        'net.example.rail.Dispatcher.run',
      ],
      summary: 'java.lang.IllegalStateException: outer',
    });
  });

  it('reads Python’s chains, whose outermost exception comes last', () => {
    const trace = [
      'Traceback (most recent call last):',
      '  File "/app/rail/db.py", line 10, in connect',
      '    open()',
      '  File "/usr/lib/python3.12/site-packages/psycopg/__init__.py", line 1, in open',
      'psycopg.OperationalError: no route',
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      '  File "/app/rail/views.py", line 31, in move',
      'rail.errors.Unavailable: db',
    ].join('\n');
    expect(readException(trace)).toEqual({
      types: ['rail.errors.Unavailable', 'psycopg.OperationalError'],
      frames: ['connect (rail/db.py)', 'move (rail/views.py)'],
      summary: 'rail.errors.Unavailable: db',
    });
  });

  it.each<[language: string, trace: string, types: string[], frames: string[]]>([
    [
      'JavaScript',
      'TypeError: x is not a function\n    at async move (/usr/src/app/src/yard/move.ts:3:11)\n    at Layer.handle (/usr/src/app/node_modules/express/lib/layer.js:9:5)\n    at node:internal/timers:1:1',
      ['TypeError'],
      ['move (src/yard/move.ts)'],
    ],
    [
      'Go',
      'panic: runtime error: index out of range\n\ngoroutine 34 [running]:\nexample.net/rail/yard.(*Box).Move(0xc0, 0x1)\n\t/app/yard/box.go:41 +0x1d\nnet/http.HandlerFunc.ServeHTTP(0x1)\n\t/usr/local/go/src/net/http/server.go:9 +0x2',
      ['panic'],
      ['example.net/rail/yard.(*Box).Move (yard/box.go)'],
    ],
    [
      '.NET',
      'System.InvalidOperationException: empty\n ---> System.TimeoutException: x\n   at System.Linq.Enumerable.First[T](IEnumerable`1 source)\n   at Rail.Yard.Box.Move(Int32 id) in /src/Yard/Box.cs:line 42',
      ['System.InvalidOperationException', 'System.TimeoutException'],
      ['Rail.Yard.Box.Move (/src/Yard/Box.cs)'],
    ],
    [
      'Ruby',
      "NoMethodError (undefined method `x' for nil):\napp/models/box.rb:12:in `move'\n/usr/local/bundle/gems/rack-3/lib/rack.rb:1:in `call'",
      ['NoMethodError'],
      ['move (app/models/box.rb)'],
    ],
    [
      'PHP',
      "PHP Fatal error:  Uncaught PDOException: gone\nStack trace:\n#0 /var/www/html/src/Box.php(31): App\\Box->move('x')\n#1 {main}",
      ['PDOException'],
      ['App\\Box->move (src/Box.php)'],
    ],
  ])('reads %s', (_, trace, types, frames) => {
    expect(readException(trace)).toMatchObject({ types, frames });
  });

  it('takes the topmost frame where none is the application’s', () => {
    expect(
      readException('java.io.IOException: x\n\tat sun.nio.ch.Net.poll(Net.java:1)\n\tat java.util.A.b(A.java:2)')
        ?.frames,
    ).toEqual(['sun.nio.ch.Net.poll (Net.java)']);
  });

  it('finds none in other lines', () => {
    expect(readException('SELECT *\n  FROM wagons\n WHERE id = 1')).toBeNull();
  });
});
