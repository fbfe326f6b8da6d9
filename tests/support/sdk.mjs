/** For mocha's `require`: components are registered in the unit tests as they are in the program. */
import { makeOutputsWhenRead } from "../../loader/sdk-outputs.mjs";
import { leaveOutTraces } from "../../loader/sdk-promises.mjs";

leaveOutTraces();
makeOutputsWhenRead();
