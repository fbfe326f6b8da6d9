/** For mocha's `require`: components are registered in the unit tests as they are in the program. */
import { makeOutputsWhenRead } from "../../sdk-outputs.mjs";
import { leaveOutTraces } from "../../sdk-promises.mjs";

leaveOutTraces();
makeOutputsWhenRead();
