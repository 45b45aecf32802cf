// The agent's CSP forbids eval. zod probes for it when its first schema is made, and the browser would report the attempt at
// every load; told beforehand, it does not try. Must be the first import of main.tsx (vite.config.ts keeps it so).
import { config } from "zod";

config({ jitless: true });
