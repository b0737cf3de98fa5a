/** Injection tokens of what is made before the application; in a file that imports nothing, so that no circle can form. */
export const CONFIG = Symbol('CONFIG');
export const LOGGER = Symbol('LOGGER');
