import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** An SMTP server on the loopback: takes mails without sending them anywhere, or does what a test tells it. */
export class FakeMailServer {
  /** Each with its envelope, as it came over the wire. */
  readonly taken: { from: string; to: string[]; data: string }[] = [];
  /** The reply to a command, instead of the usual one; null ends the connection. */
  replyTo: (command: string) => string | null | undefined = () => undefined;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor() {
    this.server = createServer((socket) => this.serve(socket));
  }

  static async start(): Promise<FakeMailServer> {
    const fake = new FakeMailServer();
    fake.server.listen(0, '127.0.0.1');
    await once(fake.server, 'listening');
    return fake;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.setEncoding('utf8');
    let envelope = { from: '', to: [] as string[] };
    let data: string | null = null;
    let rest = '';
    const answer = (command: string, usual: string): boolean => {
      const reply = this.replyTo(command);
      if (reply === null) socket.destroy();
      else socket.write(`${reply ?? usual}\r\n`);
      return reply === undefined;
    };
    socket.write('220 test\r\n');
    socket.on('data', (chunk: string) => {
      rest += chunk;
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data === null) {
          const address = /<(.*?)>/.exec(line)?.[1] ?? '';
          if (/^MAIL FROM/i.test(line)) envelope = { from: address, to: [] };
          if (/^RCPT TO/i.test(line)) envelope.to.push(address);
          const isData = /^DATA$/i.test(line);
          if (answer(line, isData ? '354 go on' : '250 yes') && isData) data = '';
        } else if (line === '.') {
          const message = { ...envelope, data };
          data = null;
          if (answer('.', '250 taken')) this.taken.push(message);
        } else data += `${line}\r\n`;
      }
    });
  }
}
