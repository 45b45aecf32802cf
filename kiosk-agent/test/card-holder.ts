// The program that serves citizens, as far as the card reader knows it: holds the card in the first reader alone until
// its standard input ends. Run by pcsc-service.test.ts.
import { once } from "node:events";
import { CardDisposition, CardMode, Client } from "pcsc-mini";

const client = new Client();
const [reader] = await new Promise<Parameters<Parameters<typeof client.on<"reader">>[1]>>((resolve) => {
  client.on("reader", (...found) => resolve(found));
  client.start();
});
const card = await reader.connect(CardMode.EXCLUSIVE);
process.stdout.write("held\n");
process.stdin.resume();
await once(process.stdin, "end");
await card.disconnect(CardDisposition.LEAVE);
process.exit(0);
