import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { smtpMailer } from '../src/adapters/smtp-mailer.ts';

const mail = { id: 'm-1', to: 'ada@tessera.test', subject: 'Schöne Grüße', text: 'Hello', html: '<p>Hello</p>' };

/** The least of an SMTP server: takes every mail, or none. */
async function smtpServer({ refuses = false } = {}) {
  const received: string[] = [];
  const server = createServer((socket) => {
    let data: string | undefined;
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      if (data !== undefined) {
        data += chunk;
        if (!data.endsWith('\r\n.\r\n')) return;
        received.push(data);
        data = undefined;
        return void socket.write('250 taken\r\n');
      }
      const command = String(chunk).slice(0, 4).toUpperCase();
      if (command === 'RCPT' && refuses) return void socket.write('452 mailbox full\r\n');
      if (command === 'DATA') {
        data = '';
        return void socket.write('354 go on\r\n');
      }
      socket.write(command === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

it('When a mail is sent, then the server gets it as text and HTML, with an id that stays', async () => {
  const { url, received } = await smtpServer();
  const mailer = smtpMailer({ url, from: 'Tessera <shop@tessera.test>' });

  await mailer.send(mail);
  await mailer.close();

  expect(received).toHaveLength(1);
  for (const part of [
    'From: Tessera <shop@tessera.test>',
    'To: ada@tessera.test',
    'Message-ID: <m-1@tessera>',
    'text/plain',
    'text/html',
  ])
    expect(received[0]).toContain(part);
});

it('When the server refuses, then that is an error, so that it is tried again', async () => {
  const { url } = await smtpServer({ refuses: true });
  await expect(smtpMailer({ url, from: 'shop@tessera.test' }).send(mail)).rejects.toThrow('mailbox full');
});

it('When nobody listens, then that is an error too', async () => {
  await expect(smtpMailer({ url: 'smtp://127.0.0.1:1', from: 'shop@tessera.test' }).send(mail)).rejects.toThrow();
});
