/* For the programs in C beside the rows: the number that IPVS has in generic netlink. */
#include <linux/genetlink.h>
#include <linux/ip_vs.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* It is another one whenever the module is loaded again. */
static uint16_t family_of_ipvs(int netlink) {
  static char answer[8192];
  struct {
    struct nlmsghdr header;
    struct genlmsghdr generic;
    struct nlattr attribute;
    char name[NLMSG_ALIGN(sizeof IPVS_GENL_NAME)];
  } question = {
    .header = {sizeof question, GENL_ID_CTRL, NLM_F_REQUEST, 0, 0},
    .generic = {CTRL_CMD_GETFAMILY, 1, 0},
    .attribute = {NLA_HDRLEN + sizeof IPVS_GENL_NAME, CTRL_ATTR_FAMILY_NAME},
    .name = IPVS_GENL_NAME,
  };
  if (send(netlink, &question, sizeof question, 0) < 0) {
    fail("send");
  }
  int length = recv(netlink, answer, sizeof answer, 0);
  if (length < 0) {
    fail("recv");
  }
  if (((struct nlmsghdr *)answer)->nlmsg_type == GENL_ID_CTRL) {
    for (int at = NLMSG_LENGTH(GENL_HDRLEN); at < length;) {
      struct nlattr *one = (struct nlattr *)(answer + at);
      if (one->nla_type == CTRL_ATTR_FAMILY_ID) {
        return *(uint16_t *)(answer + at + NLA_HDRLEN);
      }
      at += NLA_ALIGN(one->nla_len);
    }
  }
  fprintf(stderr, "the kernel has no IPVS\n");
  exit(1);
}
