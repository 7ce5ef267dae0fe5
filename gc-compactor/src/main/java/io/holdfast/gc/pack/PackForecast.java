package io.holdfast.gc.pack;

import io.holdfast.metadata.gc.Amount;

/**
 * What a run would repack now.
 *
 * @param packs how many, and what would be copied out of them
 * @param freedBytes how much less there would be in the end
 */
public record PackForecast(Amount packs, long freedBytes) {}
