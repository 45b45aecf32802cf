// Run by evidence-files.test.ts in a process of its own, which is killed or may write only small files. Stores files of
// `size` bytes, each filled with its own number, and prints the digest of each or the code of its refusal.
// argv: folder, size, how many.
import { StoreError } from "../src/ports.ts";
import { openEvidenceFiles } from "../src/store/evidence-files.ts";

const [folder = "", size = "0", times = "0"] = process.argv.slice(2);
const files = openEvidenceFiles(folder);
process.stdout.write("open\n");

for (let n = 0; n < Number(times); n++) {
  const bytes = new Uint8Array(Number(size)).fill(n % 256);
  bytes.set([n & 0xff, n >> 8]);
  const answer = await files.put(bytes).catch((error: unknown) => {
    if (error instanceof StoreError) return error.code;
    throw error;
  });
  process.stdout.write(`${answer}\n`);
}
