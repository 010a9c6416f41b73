# frozen_string_literal: true
require 'json'
# - import json * _
require_relative "../a"
# - import ../a * _
load 'x.rb'
# - import x.rb * _

module A::B
# - namespace A.B
  class C < D
  # - class A.B.C
    include Comparable
    # - call include from A.B.C
    attr_accessor :x
    # - call attr_accessor from A.B.C
    def initialize(a, b = 1, *c, d:, **e, &f); super; end
    # - constructor A.B.C.initialize
    def self.make(x) = new(x)
    # - method A.B.C.make
    # - call new from A.B.C.make
    class << self
      def q?; end
      # - method A.B.C.q?
    end
    def ==(o); @a == o.a; end
    # - method A.B.C.==
    # - call o.a from A.B.C.==
    def [](i) i end
    # - method A.B.C.[]
    def x=(v)
    # - method A.B.C.x=
      @x = v
    end
    private def hidden; end
    # - call private from A.B.C
    # - method A.B.C.hidden
    define_method(:made) { |x| x }
    # - method A.B.C.made
    define_method("made_#{x}") { |x| x }
    scope :active, -> { where(a: 1) }
    # - call scope from A.B.C
    # - call where from A.B.C
    def empty! = foo.bar&.baz?(1)[2]
    # - method A.B.C.empty!
    # - call foo.bar from A.B.C.empty!
    # - call foo.bar.baz? from A.B.C.empty!
  end
end

Lambda = ->(x) { x + 1 }
# - function Lambda
made = lambda { |x| x }
# - function made
# - call lambda from made
Made = Proc.new do |x| x end
# - function Made
# - call Proc.new from Made
Shape = Struct.new(:a) do
# - class Shape
# - call Struct.new from Shape
  def area; end
  # - method Shape.area
end
puts "a #{call(b)} c", 'x', :sym, :"s y", %w[a b], /re#{x}/i, `ls`
# - call puts
# - call call
text = <<~EOS
  a #{call(b)}
  # - call call
    c
EOS
Foo::Bar.new(1); Foo::bar(2); foo.(3); a.b = 1
# - call Foo.Bar.new
# - call Foo.bar
# - call ? foo
# - call a.b
describe "x" do
# - call describe
  it "works" do expect(1).to eq 1 end
  # - call it
  # - call expect
  # - call ? to
  # - call eq
end
def top a, b
# - function top
  return a if b
rescue => e
  raise Problem, "a"
  # - call raise from top
ensure
  close()
  # - call close from top
end
