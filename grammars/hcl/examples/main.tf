terraform {
# - resource terraform
  required_version = ">= 1.5"
  backend "s3" {
    bucket = "state"
  }
}

provider "aws" {
# - resource provider.aws
  region = var.region
}

provider "aws" {
# - resource provider.aws~2
  alias  = "west"
  region = "us-west-2"
}

variable "region" {
# - resource var.region
  type        = string
  description = "Where it runs."
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+-[0-9]$", var.region))
    # - call can from var.region
    # - call regex from var.region
    error_message = "Not a region: ${var.region}."
  }
}

locals {
  name = "shop-${terraform.workspace}"
  # - resource local.name
  tags = merge(var.tags, {
  # - resource local.tags
  # - call merge from local.tags
    owner = "infra", "cost-center" = 12
    nested = { a = [1, 2,] }
  })
}

data "aws_ami" "ubuntu" {
# - resource data.aws_ami.ubuntu
  most_recent = true
  filter {
    name   = "name"
    values = ["ubuntu/images/*"]
  }
}

resource "aws_db_instance" "main" {
# - resource aws_db_instance.main
  /* a comment */
  ami        = data.aws_ami.ubuntu.id // another
  identifier = format("%s-db", local.name)
  # - call format from aws_db_instance.main
  user_data  = <<-EOT
    #!/bin/sh
    %{for host in var.hosts~}
    echo ${jsonencode(host)}
    # - call jsonencode from aws_db_instance.main
    %{endfor~}
  EOT

  dynamic "setting" {
    for_each = { for k, v in var.settings : k => upper(v) if v != null }
    # - call upper from aws_db_instance.main
    content {
      key = setting.key
    }
  }

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags]
  }
}

module "vpc" {
# - resource module.vpc
  source  = "./modules/vpc"
  subnets = [for it in var.subnets : cidrsubnet(it, 8, 1)]
  # - call cidrsubnet from module.vpc
}

output "endpoint" {
# - resource output.endpoint
  value     = try(aws_db_instance.main.endpoint, "")
  # - call try from output.endpoint
  sensitive = true
}

moved {
# - resource moved
  from = aws_instance.a
  to   = module.vpc.aws_instance.a
}

check "health" {
# - resource check.health
  data "http" "site" {
    url = "https://example.com"
  }
  assert {
    condition     = data.http.site.status_code == 200
    error_message = "It is down."
  }
}
