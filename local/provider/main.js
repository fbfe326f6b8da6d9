/** The provider process: `node local/provider/main.js --endpoint <url>`. */
require("../../typescript-loader.mjs");
require("./server.ts");
