// A registration's form: questions that depend on answers, photos and their crop, files that are too large.
import { checkSizes, cropPhotos } from "./crop.js";
import { followConditions } from "./conditions.js";

followConditions(document);
cropPhotos(document);
checkSizes(document);
