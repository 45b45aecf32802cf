import { z } from "zod";

export const SignInSearch = z.object({
  /** where to go afterwards; checked by localPath before it is used */
  return: z.string().optional().catch(undefined),
});

export const SetupSearch = z.object({
  /** of the link that the server printed at its first start */
  token: z.string().optional().catch(undefined),
});
