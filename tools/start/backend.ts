// The embedded mode's backend: all services and BFFs in one process, each its own Express app on its own port.
import { connectEventBus } from '@tessera/messaging/connect-event-bus';
import { createLogger } from '@tessera/service-kit/logger';
import { runProcess, serve } from '@tessera/service-kit/process';
import { newId, systemClock } from '@tessera/service-kit/system';
import * as cart from '../../services/cart/src/compose.ts';
import { loadConfig as cartConfig } from '../../services/cart/src/config.ts';
import * as notification from '../../services/notification/src/compose.ts';
import { loadConfig as notificationConfig } from '../../services/notification/src/config.ts';
import * as order from '../../services/order/src/compose.ts';
import { loadConfig as orderConfig } from '../../services/order/src/config.ts';
import * as payment from '../../services/payment/src/compose.ts';
import { loadConfig as paymentConfig } from '../../services/payment/src/config.ts';
import * as product from '../../services/product/src/compose.ts';
import { loadConfig as productConfig } from '../../services/product/src/config.ts';
import * as user from '../../services/user/src/compose.ts';
import { loadConfig as userConfig } from '../../services/user/src/config.ts';
import { type Part, portOf } from './addresses.ts';
import { startBackingServices } from './backing-services.ts';
import { BFFS } from './deployables.ts';
import { environmentOf } from './environments.ts';
import { dataFolderOf, describeInstallation } from './installation.ts';

runProcess(async () => {
  const dataFolder = dataFolderOf(process.env);
  const backing = await startBackingServices(process.env, dataFolder);
  const installation = describeInstallation(process.env, backing.urls);
  const eventBus = await connectEventBus({
    url: backing.urls.rabbitmq,
    dataDir: dataFolder,
    logger: createLogger('event-bus'),
  });

  const env = (part: Part) => environmentOf(part, installation);
  const deps = (part: Part) => ({ eventBus, logger: createLogger(part), clock: systemClock, newId });
  const parts = await Promise.all([
    listen('user', user.compose(userConfig(env('user')), deps('user'))),
    listen('product', product.compose(productConfig(env('product')), deps('product'))),
    listen('cart', cart.compose(cartConfig(env('cart')), deps('cart'))),
    listen('order', order.compose(orderConfig(env('order')), deps('order'))),
    listen('payment', payment.compose(paymentConfig(env('payment')), deps('payment'))),
    listen('notification', notification.compose(notificationConfig(env('notification')), deps('notification'))),
    ...BFFS.map(listenBff),
  ]);

  type Composed = Awaited<ReturnType<typeof user.compose>>;
  async function listen(part: Part, composing: Promise<Composed> | Composed) {
    const composed = await composing;
    const server = await serve(composed.app, { port: portOf(installation.addresses, part) });
    return { server, composed };
  }

  async function listenBff(name: string) {
    const folder = new URL(`../../bff/${name}/src/`, import.meta.url);
    const [{ compose }, { loadConfig }] = await Promise.all([
      import(new URL('compose.ts', folder).href),
      import(new URL('config.ts', folder).href),
    ]);
    return listen(`bff-${name}`, compose(loadConfig(env(`bff-${name}`)), deps(`bff-${name}`)));
  }

  return {
    async close() {
      await Promise.all(parts.map(({ server }) => server.close()));
      await eventBus.close();
      await Promise.all(parts.map(({ composed }) => composed.close()));
      await backing.close();
    },
  };
});
