package org.lvsh.kernel.netlink;

/** Numbers of nf_tables ({@code linux/netfilter/nf_tables.h} and {@code nfnetlink.h}). */
final class NfTables {
  static final int SUBSYSTEM = 10;

  /** The family of tables for both address families ({@code linux/netfilter.h}). */
  static final int INET = 1;

  static final int UNSPECIFIED = 0;

  static final int NEW_TABLE = SUBSYSTEM << 8;
  static final int GET_TABLE = SUBSYSTEM << 8 | 1;
  static final int DELETE_TABLE = SUBSYSTEM << 8 | 2;
  static final int NEW_CHAIN = SUBSYSTEM << 8 | 3;
  static final int GET_CHAIN = SUBSYSTEM << 8 | 4;
  static final int NEW_RULE = SUBSYSTEM << 8 | 6;
  static final int GET_RULE = SUBSYSTEM << 8 | 7;
  static final int NEW_SET = SUBSYSTEM << 8 | 9;
  static final int GET_SET = SUBSYSTEM << 8 | 10;
  static final int NEW_ELEMENTS = SUBSYSTEM << 8 | 12;
  static final int GET_ELEMENTS = SUBSYSTEM << 8 | 13;
  static final int DELETE_ELEMENTS = SUBSYSTEM << 8 | 14;
  static final int NEW_GENERATION = SUBSYSTEM << 8 | 15;
  static final int GET_GENERATION = SUBSYSTEM << 8 | 16;

  /** What is of a table, a chain, a rule, a set or elements has the table's name first. */
  static final int TABLE = 1;

  /** The type of each entry of a list ({@code nft_list_attributes}). */
  static final int ENTRY = 1;

  /** {@code nft_data_attributes}. */
  static final int VALUE = 1;

  private NfTables() {}

  /** {@code nft_table_attributes}. */
  static final class OfTable {
    static final int FLAGS = 2;

    private OfTable() {}
  }

  /** {@code nft_chain_attributes}, {@code nft_hook_attributes}. */
  static final class OfChain {
    static final int NAME = 3;
    static final int HOOK = 4;
    static final int POLICY = 5;
    static final int TYPE = 7;
    static final int HOOK_NUMBER = 1;
    static final int HOOK_PRIORITY = 2;

    private OfChain() {}
  }

  /** {@code nft_rule_attributes}, {@code nft_expr_attributes}. */
  static final class OfRule {
    static final int CHAIN = 2;
    static final int EXPRESSIONS = 4;
    static final int EXPRESSION_NAME = 1;
    static final int EXPRESSION_DATA = 2;

    private OfRule() {}
  }

  /** {@code nft_set_attributes}, {@code nft_set_desc_attributes}, {@code nft_set_flags}. */
  static final class OfSet {
    static final int NAME = 2;
    static final int FLAGS = 3;
    static final int KEY_TYPE = 4;
    static final int KEY_LENGTH = 5;
    static final int DATA_TYPE = 6;
    static final int DATA_LENGTH = 7;
    static final int DESCRIPTION = 9;
    static final int ID = 10;
    static final int USER_DATA = 13;
    static final int CONCATENATION = 2;
    static final int FIELD_LENGTH = 1;
    static final int INTERVALS = 0x4;
    static final int MAP = 0x8;
    static final int CONCATENATED = 0x80;

    private OfSet() {}
  }

  /** {@code nft_set_elem_list_attributes}, {@code nft_set_elem_attributes}. */
  static final class OfElements {
    static final int SET = 2;
    static final int ELEMENTS = 3;
    static final int KEY = 1;
    static final int DATA = 2;
    static final int USER_DATA = 6;
    static final int KEY_END = 10;

    private OfElements() {}
  }
}
