import { z } from "zod";

export const OverviewSearch = z.object({ sel: z.string().max(40).optional().catch(undefined) });
