package io.holdfast.metadata;

/** Counts what PostgreSQL reads: the proof that work grows with what is asked for, which no clock can give. */
public final class RowsRead {
    private static final String READ = """
            SELECT sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid)) FROM pg_class c
             WHERE c.oid IN ('entry'::regclass, 'version'::regclass)
                OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN ('entry'::regclass, 'version'::regclass))
            """;

    private RowsRead() {}

    /**
     * Rows and index entries of the tree and of versions that the act reads; it runs in one transaction, whatever transactions it begins.
     * PostgreSQL plans as it does for large tables of which it has figures: for small ones a wrong index is as good as the right one.
     */
    public static long during(World world, Runnable act) {
        haveOthers(world);
        return world.database.transactions().call("count rows", () -> {
            world.database.template().execute("SET LOCAL enable_seqscan = off");
            long before = world.count(READ);
            act.run();
            return world.count(READ) - before;
        });
    }

    /** Entries and versions of a namespace that is nobody's. */
    private static void haveOthers(World world) {
        world.database.template().execute("""
                INSERT INTO entry (namespace_id, id, parent_id, name, name_key, type, created_at, updated_at, seq)
                SELECT '00000000-0000-0000-0000-00000000000f', gen_random_uuid(), gen_random_uuid(), 'f' || n, 'f' || n, 'D', now(), now(), n
                  FROM generate_series(1, 3000) n;
                INSERT INTO version (namespace_id, id, entry_id, number, manifest, content_hash, size, uploaded, path, created_at,
                                     created_by, ref_seq)
                SELECT '00000000-0000-0000-0000-00000000000f', gen_random_uuid(), gen_random_uuid(), 1, '', '', 0, 0, '', now(),
                       gen_random_uuid(), n
                  FROM generate_series(1, 3000) n;
                ANALYZE entry;
                ANALYZE version;
                """);
    }
}
